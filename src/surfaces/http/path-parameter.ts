import { Param, type PipeTransform, type Type } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';

/** How the document shows a parameter of the path. */
interface ShownParameter {
  /** Its JSON Schema, with an example. */
  readonly schema: {
    readonly type: 'integer' | 'string';
    readonly example: string | number;
    readonly [keyword: string]: unknown;
  };
  readonly description?: string;
}

/** A parameter of the path: how it is read, and how the document shows it. */
export function PathParameter(
  name: string,
  pipe: PipeTransform | Type<PipeTransform>,
  { schema, ...shown }: ShownParameter,
): ParameterDecorator {
  return (target, key, index) => {
    Param(name, pipe)(target, key, index);
    if (key === undefined) return;
    const method = Object.getOwnPropertyDescriptor(target, key);
    if (method !== undefined)
      ApiParam({ name, schema: { ...schema }, ...shown })(target, key, method);
  };
}
