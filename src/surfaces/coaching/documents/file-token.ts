import { Injectable, type PipeTransform } from '@nestjs/common';
import { PathParameter } from '../../http/path-parameter';

/** Hands a token on as it came: whether it is one of ours is asked where links are followed. */
@Injectable()
class TokenPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    return value;
  }
}

/** The token of a download link, in the path. */
export function FileToken(name: string): ParameterDecorator {
  return PathParameter(name, TokenPipe, {
    schema: { type: 'string', example: 'fZ8sHltKTD2ObxorPE1ebw' },
    description: 'As the link has it.',
  });
}
