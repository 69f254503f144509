import { type INestApplication, RequestMethod } from '@nestjs/common';
import {
  GUARDS_METADATA,
  METHOD_METADATA,
  PARAMTYPES_METADATA,
  PATH_METADATA,
  ROUTE_ARGS_METADATA,
} from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Permission } from '../../src/kernel/actor';
import { ACCESS, type Access, PERMISSION } from '../../src/surfaces/access.metadata';

type Constructor = new (...parameters: never[]) => object;

/** A route as its controller declares it. */
export interface DeclaredRoute {
  /** Class and method, e.g. `LearningAuthController.login`. */
  readonly place: string;
  readonly method: string;
  /** One path for each prefix, without a slash at the end, in Nest's notation. */
  readonly paths: readonly string[];
  readonly access: Access | undefined;
  /** What a key must be permitted; absent on routes that take none, or any. */
  readonly permission: Permission | undefined;
  /** The guards of class and method together. */
  readonly guards: readonly unknown[];
  /** The declared classes of whole bodies and query strings. */
  readonly inputs: readonly unknown[];
}

const WHOLE: ReadonlySet<number> = new Set([RouteParamtypes.BODY, RouteParamtypes.QUERY]);

/** Every route of every controller of the application. */
export function declaredRoutes(app: INestApplication): DeclaredRoute[] {
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .flatMap(({ metatype }) => {
      const controller = metatype as Constructor;
      const prototype = controller.prototype as Record<string, unknown>;
      return scanner
        .getAllMethodNames(prototype)
        .filter((name) => Reflect.hasMetadata(PATH_METADATA, prototype[name] as object))
        .map((name) => declaredRoute(controller, name));
    });
}

function declaredRoute(controller: Constructor, name: string): DeclaredRoute {
  const handler = (controller.prototype as Record<string, object>)[name] as object;
  const own = <Value>(key: unknown, target: object): Value | undefined =>
    Reflect.getMetadata(key, target) as Value | undefined;
  const suffixes = [own<string | string[]>(PATH_METADATA, handler) ?? ''].flat();
  return {
    place: `${controller.name}.${name}`,
    method: RequestMethod[own<RequestMethod>(METHOD_METADATA, handler) ?? RequestMethod.GET],
    paths: [own<string | string[]>(PATH_METADATA, controller) ?? '']
      .flat()
      .flatMap((prefix) => suffixes.map((suffix) => joined(prefix, suffix))),
    access: own<Access>(ACCESS, handler) ?? own<Access>(ACCESS, controller),
    permission: own<Permission>(PERMISSION, handler) ?? own<Permission>(PERMISSION, controller),
    guards: [
      ...(own<unknown[]>(GUARDS_METADATA, controller) ?? []),
      ...(own<unknown[]>(GUARDS_METADATA, handler) ?? []),
    ],
    inputs: inputsOf(controller, name),
  };
}

function inputsOf(controller: Constructor, name: string): unknown[] {
  const types = (Reflect.getMetadata(PARAMTYPES_METADATA, controller.prototype as object, name) ??
    []) as unknown[];
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<
    string,
    { index: number; data?: unknown }
  >;
  return Object.entries(parameters)
    .filter(([key, { data }]) => WHOLE.has(Number(key.split(':', 1)[0])) && data === undefined)
    .map(([, { index }]) => types[index]);
}

function joined(...parts: string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
}
