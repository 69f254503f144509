import { applyDecorators, RequestMethod, UseInterceptors } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import { ConditionalGet } from '../http/conditional-get';
import { developer, DeveloperError } from './developer.surface';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor';
import { IDEMPOTENCY_KEY } from './idempotency/idempotency-key';

/**
 * Declares a controller of the developer contract. Its routes follow the contract's conventions by
 * their verb: each POST takes an `Idempotency-Key`, each GET is conditional.
 */
export const DeveloperController = (path: string): ClassDecorator =>
  applyDecorators(followConventions, developer.controller(path));

const POST_CONVENTIONS: readonly MethodDecorator[] = [
  UseInterceptors(IdempotencyInterceptor),
  ApiHeader({
    name: IDEMPOTENCY_KEY,
    required: false,
    description:
      'Makes a repetition of this very request harmless for 24 hours: it is answered as the first was.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]{1,255}$' },
    example: '6f0c2c8e-5d0b-4b5a-9f86-1f6c2a4f4e21',
  }),
];

const GET_CONVENTIONS: readonly MethodDecorator[] = [
  ConditionalGet(),
  ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'The ETag of a reply that you have; 304 tells that it still holds.',
    schema: { type: 'string' },
    example: '"2jmj7l5rSw0yVb_vlWAYkK_YBwk"',
  }),
  ApiResponse({ status: 304, description: 'As you have it.' }),
];

const CONFLICTING = ApiResponse({
  status: 422,
  type: DeveloperError,
  description: 'It cannot be done so, or the Idempotency-Key stands for another request.',
});

function followConventions(target: object): void {
  const prototype = (target as { prototype: object }).prototype;
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    const route: unknown = descriptor.value;
    if (typeof route !== 'function') continue;
    const verb: unknown = Reflect.getMetadata(METHOD_METADATA, route);
    for (const convention of conventionsOf(verb, route)) convention(prototype, name, descriptor);
  }
}

function conventionsOf(verb: unknown, route: object): readonly MethodDecorator[] {
  if (verb === RequestMethod.GET) return GET_CONVENTIONS;
  if (verb !== RequestMethod.POST) return [];
  return documents(route, 422) ? POST_CONVENTIONS : [...POST_CONVENTIONS, CONFLICTING];
}

function documents(route: object, status: number): boolean {
  const responses: unknown = Reflect.getMetadata('swagger/apiResponse', route);
  return typeof responses === 'object' && responses !== null && String(status) in responses;
}
