import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray } from 'class-validator';
import { Check, PresentOrAbsent } from './fields';

const LONGEST_LINK = 2_000;

/** A list of https addresses without a user name or password in them; absent means none. */
export function WebLinkListField(options: {
  readonly most: number;
  readonly description?: string;
}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'array',
      items: { type: 'string', format: 'uri', maxLength: LONGEST_LINK },
      maxItems: options.most,
      example: ['https://example.com/essay'],
      required: false,
      ...(options.description === undefined ? {} : { description: options.description }),
    }),
    PresentOrAbsent(false),
    IsArray({ message: 'value is not a list of links' }),
    ArrayMaxSize(options.most, { message: `the list has more than ${options.most} links` }),
    Check(
      'links',
      (value) => Array.isArray(value) && value.every(isWebLink),
      `every link is an https address of at most ${LONGEST_LINK} characters`,
    ),
  );
}

function isWebLink(value: unknown): boolean {
  // What a parser would mend silently, tabs and line ends for one, is no address.
  if (typeof value !== 'string' || value.length > LONGEST_LINK || !/^[!-~]+$/.test(value)) {
    return false;
  }
  const address = URL.parse(value);
  return address?.protocol === 'https:' && address.username === '' && address.password === '';
}
