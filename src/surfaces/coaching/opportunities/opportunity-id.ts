import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { OpportunityNotFound } from '../../../domain/opportunities/opportunities.errors';
import { decodeUuid, encodeUuid } from '../../../kernel/id';

const PREFIX = 'opp_';

/** The id of an opportunity as this contract shows it. */
export function toOpportunityId(uuid: string): string {
  return `${PREFIX}${encodeUuid(uuid)}`;
}

@Injectable()
class OpportunityIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    const uuid = value.startsWith(PREFIX) ? decodeUuid(value.slice(PREFIX.length)) : null;
    if (uuid === null) throw new OpportunityNotFound();
    return uuid;
  }
}

/** The id of an opportunity in the path, read as its uuid; what is no such id names none. */
export function OpportunityIdParameter(name: string): ParameterDecorator {
  return Param(name, new OpportunityIdPipe());
}
