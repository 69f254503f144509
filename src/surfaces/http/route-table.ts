import { Injectable } from '@nestjs/common';

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
}

/** Knows every route of the server, to tell an unknown address from a verb that is not offered. */
@Injectable()
export class RouteTable {
  private readonly routes: Route[] = [];

  /** Notes one route, in Fastify's notation (`/users/:user_id`). */
  add(method: string, path: string): void {
    if (path.includes('*')) return;
    const pattern = path
      .replace(/\/$/, '')
      .split('/')
      .map((segment) => (segment.startsWith(':') ? '[^/]+' : escape(segment)))
      .join('/');
    this.routes.push({ method, pattern: new RegExp(`^${pattern}/?$`) });
  }

  /** The verbs that an address answers; none for an address that nobody claims. */
  methodsFor(path: string): readonly string[] {
    const methods = this.routes
      .filter((route) => route.pattern.test(path))
      .map((route) => route.method);
    return [...new Set(methods)].toSorted();
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
