import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { Invalid, type Issue } from '../../kernel/errors';
import { maskConstructorKeys, nameAsSent } from './constructor-keys';

const PLACES = { body: 'body', query: 'query', param: 'path', custom: 'body' } as const;

const UNKNOWN_FIELD = 'this field is not known here';

/** Constraint names of class-validator whose rule has a shorter name in the contracts. */
const RULES: Readonly<Record<string, string>> = {
  isEmail: 'email',
  whitelistValidation: 'extra',
  isDefined: 'missing',
};

/** A value of another type breaks every rule about its size too; only its type is worth telling. */
const TYPE_RULES = new Set(['isString', 'isInt', 'isNumber', 'isBoolean', 'isArray', 'isObject']);

/**
 * Checks every body, query and parameter object against its class. Unknown fields are refused
 * by name; nothing is converted unless the class says how.
 */
@Injectable()
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      transform: true,
      exceptionFactory: (errors) => new Invalid(errors.flatMap((error) => issuesOf(error, []))),
    });
  }

  /**
   * Nest drops keys called `constructor` and `prototype` from everything, silently and at any
   * depth, free JSON included. They are harmless own keys; `__proto__` is refused with the body.
   */
  protected override stripProtoKeys(): void {}

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (!this.toValidate(metadata)) return value;
    const place = PLACES[metadata.type];
    const given = value === undefined ? {} : value;
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      throw new Invalid([{ path: [place], message: 'value is not an object', rule: 'type' }]);
    }
    refuseInheritedNames(given, place);
    try {
      return await super.transform(maskConstructorKeys(given), metadata);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      throw new Invalid(error.issues.map((issue) => ({ ...issue, path: [place, ...issue.path] })));
    }
  }
}

/**
 * Names that every object inherits, `constructor` for one, look known to the checks that follow
 * and would be dropped in silence.
 */
function refuseInheritedNames(given: object, place: string): void {
  const names = Object.keys(given).filter((name) => name in Object.prototype);
  if (names.length === 0) return;
  throw new Invalid(
    names.map((name) => ({ path: [place, name], message: UNKNOWN_FIELD, rule: 'extra' })),
  );
}

function issuesOf(error: ValidationError, parents: readonly (string | number)[]): Issue[] {
  const key = /^\d+$/.test(error.property) ? Number(error.property) : nameAsSent(error.property);
  const path = [...parents, key];
  const missing = error.value === undefined && error.constraints !== undefined;
  const unknown = error.constraints?.['whitelistValidation'] !== undefined;
  const own: Issue[] =
    missing && !unknown
      ? [{ path, message: 'field required', rule: 'missing' }]
      : firstBroken(error.constraints ?? {}).map(([name, message]) => ({
          path,
          message: unknown ? UNKNOWN_FIELD : message,
          rule: RULES[name] ?? snakeCase(name),
        }));
  return [...own, ...(error.children ?? []).flatMap((child) => issuesOf(child, path))];
}

/** The one broken rule to tell of, as a list of at most one. */
function firstBroken(constraints: Readonly<Record<string, string>>): [string, string][] {
  const broken = Object.entries(constraints);
  return [broken.find(([name]) => TYPE_RULES.has(name)) ?? broken[0]].filter(
    (entry) => entry !== undefined,
  );
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
