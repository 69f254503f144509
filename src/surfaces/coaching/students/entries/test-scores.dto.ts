import { type TestScore, TESTS } from '../../../../domain/students/student-record';
import { TextField } from '../../../http/fields';
import { ChoiceField } from '../../../http/value-fields';
import { DateField } from '../../../http/date-field';
import { NumberField } from '../../number-field';
import { SectionScoresField } from '../section-scores-field';
import { type EntryRoutes, toIdentity } from './entry-routes';
import { EntryReplyOf } from './entry-types';

/** A sitting of a test. */
export class TestScoreRequest {
  @ChoiceField(TESTS, { example: 'SAT' })
  test: TestScore['test'];

  @TextField({
    minimum: 0,
    maximum: 2_000,
    example: 'Calculus BC',
    optional: true,
    nullable: true,
    description: 'Which subject, for AP and IB.',
  })
  subject?: string | null;

  @NumberField({
    minimum: 0,
    maximum: 2_400,
    example: 1420,
    description: 'On the scale of the test, e.g. 400 to 1600 for the SAT.',
  })
  total: number;

  @SectionScoresField()
  sections?: Record<string, number>;

  @DateField({ example: '2026-03-14', optional: true, nullable: true })
  taken_on?: string | null;
}

/** A sitting in the record. */
export class TestScoreReply extends EntryReplyOf(TestScoreRequest) {}

export const TEST_SCORES: EntryRoutes<'test_score', TestScoreRequest, TestScoreReply> = {
  kind: 'test_score',
  path: 'test-scores',
  one: 'a test score',
  many: 'test scores',
  request: TestScoreRequest,
  reply: TestScoreReply,
  toData: (request) => ({
    test: request.test,
    subject: request.subject,
    total: request.total,
    sections: request.sections,
    takenOn: request.taken_on,
  }),
  toReply: (entry) => ({
    ...toIdentity(entry),
    test: entry.data.test,
    subject: entry.data.subject,
    total: entry.data.total,
    sections: entry.data.sections,
    taken_on: entry.data.takenOn,
  }),
};
