import type { JsonValue } from '../../../../kernel/json';
import { isRecord, listAt, memberOf, numberAt, textAt } from '../files/json-members';
import { lastPart } from '../last-part';
import { personReferences } from '../person-references';
import type { SourceTopic } from '../source-activity';
import { scoreOf } from '../source-score';
import { sourceTopic } from '../topic-title';
import { verbName } from './xapi-verbs';

/** Types of objects that are no content of a course: what people wrote, and ways to get there. */
const NO_CONTENT = new Set(['course', 'discussion', 'link', 'supplemental-info', 'application']);
/** `course-v1:org+code+run`, as Open edX writes its courses. */
const EDX_COURSE = /course-v1:[^+/]+\+([^+/]+)\+[^+/]+/;

/** An xAPI statement (IEEE 9274.1.1) as far as it tells what somebody did. */
export class XapiStatement {
  readonly verb: string;
  /** The last part of the address of the object's type, e.g. course. */
  readonly objectType: string;

  private constructor(private readonly statement: JsonValue) {
    this.verb = verbName(textAt(statement, 'verb', 'id') ?? '');
    this.objectType = typeOf(memberOf(statement, 'object'));
  }

  /** Null for what is no statement. */
  static of(value: JsonValue): XapiStatement | null {
    const isStatement =
      isRecord(value) && textAt(value, 'verb', 'id') !== null && isRecord(value['actor']);
    return isStatement ? new XapiStatement(value) : null;
  }

  get id(): string | null {
    return textAt(this.statement, 'id')?.toLowerCase() ?? null;
  }

  get time(): string {
    return textAt(this.statement, 'timestamp') ?? textAt(this.statement, 'stored') ?? '';
  }

  get people(): string[] {
    const actor = memberOf(this.statement, 'actor');
    return personReferences(
      textAt(actor, 'mbox'),
      textAt(actor, 'account', 'name'),
      textAt(actor, 'mbox_sha1sum'),
      textAt(actor, 'openid'),
    );
  }

  /** Its object and the activities around it, as far as they are courses. */
  get courses(): string[] {
    const around = ['parent', 'grouping'].flatMap((relation) =>
      listAt(this.statement, 'context', 'contextActivities', relation),
    );
    const all = [memberOf(this.statement, 'object') ?? null, ...around];
    const named = all.filter((activity) => typeOf(activity) === 'course');
    return named
      .map((course) => textAt(course, 'id'))
      .filter((id): id is string => id !== null)
      .flatMap((id) => [id, ...(EDX_COURSE.exec(id)?.slice(1) ?? [])]);
  }

  get topic(): SourceTopic | null {
    const object = memberOf(this.statement, 'object');
    const id = textAt(object, 'id');
    if (id === null || NO_CONTENT.has(this.objectType)) return null;
    return sourceTopic(
      id,
      firstName(memberOf(object, 'definition', 'name')) ??
        lastPart(lastPart(id).split('@').at(-1) ?? id),
    );
  }

  /** Hundredths of a percent. */
  get score(): number | null {
    const score = memberOf(this.statement, 'result', 'score');
    const scaled = scoreOf(numberAt(score, 'scaled'), 1);
    return scaled ?? scoreOf(numberAt(score, 'raw'), numberAt(score, 'max'));
  }

  get outcome(): 'passed' | 'failed' | null {
    if (this.verb === 'passed' || this.verb === 'failed') return this.verb;
    const success = memberOf(this.statement, 'result', 'success');
    if (typeof success !== 'boolean') return null;
    return success ? 'passed' : 'failed';
  }

  /** Whether it says that the whole of its object is done. */
  get isDone(): boolean {
    return memberOf(this.statement, 'result', 'completion') === true;
  }

  /** Whether it is a part of another statement, such as one question of an attempt. */
  get isPart(): boolean {
    return memberOf(this.statement, 'context', 'statement') !== undefined;
  }

  /** Whether what was posted answers something in a discussion. */
  get isAnswer(): boolean {
    const id = textAt(this.statement, 'object', 'id') ?? '';
    const around = ['parent', 'grouping'].flatMap((relation) =>
      listAt(this.statement, 'context', 'contextActivities', relation),
    );
    return !/\/threads?\//.test(id) || around.some((activity) => typeOf(activity) === 'discussion');
  }
}

function typeOf(activity: JsonValue | undefined): string {
  return verbName(textAt(activity, 'definition', 'type') ?? '');
}

/** A name in any language, English first. */
function firstName(names: JsonValue | undefined): string | null {
  if (!isRecord(names)) return null;
  const languages = Object.keys(names).toSorted();
  const first = languages.find((language) => language.startsWith('en')) ?? languages[0];
  return first === undefined ? null : textAt(names, first);
}
