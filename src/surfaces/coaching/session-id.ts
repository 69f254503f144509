import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { SessionNotFound } from '../../domain/coach/coach.errors';
import { decodeUuid, encodeUuid } from '../../kernel/id';

const PREFIX = 'sess_';

/** The id of a session as this contract shows it. */
export function toSessionId(uuid: string): string {
  return `${PREFIX}${encodeUuid(uuid)}`;
}

@Injectable()
class SessionIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    const uuid = value.startsWith(PREFIX) ? decodeUuid(value.slice(PREFIX.length)) : null;
    if (uuid === null) throw new SessionNotFound();
    return uuid;
  }
}

/** The id of a session in the path, read as its uuid; what is no such id names no session. */
export function SessionIdParameter(name: string): ParameterDecorator {
  return Param(name, new SessionIdPipe());
}
