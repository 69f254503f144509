import type { Pool } from 'pg';
import { seededRandom } from './seeded-random';

/** Rows that are written in one statement. */
const BATCH = 2_000;
/** Days before and after today on which something is due. */
const DAYS_AROUND = 300;

const FIELDS = [
  ['engineering', 'Engineering'],
  ['computing', 'Computer Science'],
  ['health', 'Nursing'],
  ['business', 'Business'],
  ['arts', 'Photography'],
  ['music', 'Music'],
  ['writing', 'Poetry'],
  ['environment', 'Environmental Science'],
  ['mathematics', 'Mathematics'],
  ['education', 'Teaching'],
  ['law', 'Criminal Justice'],
  ['agriculture', 'Agriculture'],
  ['history', 'History'],
  ['physics', 'Astronomy'],
  ['chemistry', 'Chemistry'],
  ['trades', 'Welding'],
] as const;
const KINDS = {
  scholarship: ['Scholarship', 'Scholarship', 'Scholarship', 'Grant', 'Award', 'Fellowship'],
  program: ['Summer Program', 'Academy', 'Institute', 'Camp'],
  competition: ['Competition', 'Olympiad', 'Challenge', 'Contest'],
  internship: ['Internship', 'Apprenticeship', 'Research Internship'],
} as const;
type Kind = keyof typeof KINDS;
const QUALITIES = [
  'Memorial',
  'National',
  'Community',
  'Leadership',
  'Future Leaders',
  'Undergraduate',
  'Foundation',
  'Achievement',
  'Rural',
  'First Generation',
  'Women in',
  'Young',
  'Merit',
  'Opportunity',
] as const;
const SYLLABLES = [
  'bar',
  'den',
  'har',
  'mor',
  'wil',
  'ster',
  'ton',
  'ley',
  'ker',
  'an',
  'ro',
  'sen',
];
const STATES = ['CA', 'TX', 'NY', 'WA', 'OH', 'FL', 'IL', 'GA', 'CO', 'MI', 'VA', 'NC'];
const SENTENCES = [
  'Supports students who plan to study {field} at an accredited college or university.',
  'Applicants submit an essay of five hundred words about a problem in their community.',
  'Preference is given to students who are the first of their family to attend college.',
  'The committee looks for leadership, curiosity and persistence outside the classroom.',
  'Finalists are invited to an interview; travel is paid for by the {name} family.',
  'Awards may be renewed for up to four years while the recipient remains in good standing.',
  'Two letters of recommendation, one of them from a teacher of {field}, are required.',
  'Open to high school seniors and to undergraduates with a strong record of service.',
  'Participants work with mentors on a research project and present it at the end of summer.',
  'Established in memory of {name}, who taught {field} for more than thirty years.',
  'Financial need is considered together with grades and the transcript of the last two years.',
  'Past winners have gone on to careers in industry, public service and the sciences.',
];

/** A row of the catalogue as it is inserted. */
interface Row {
  readonly type: Kind;
  readonly name: string;
  readonly organization: string;
  readonly description: string;
  readonly cents: number | null;
  /** Days from today; null when the deadline is not known. */
  readonly days: number | null;
  readonly eligibility: string;
  readonly grades: readonly number[] | null;
  readonly states: readonly string[] | null;
  readonly fields: readonly string[] | null;
  readonly isClosed: boolean;
}

/** Made-up opportunities in the words in which real ones are written; always the same ones. */
export class OpportunityCatalogue {
  private readonly random = seededRandom(20_261_122);
  private written = 0;

  constructor(private readonly pool: Pool) {}

  /** Adds rows until there are so many. */
  async growTo(count: number): Promise<void> {
    while (this.written < count) {
      const rows = Array.from({ length: Math.min(BATCH, count - this.written) }, () => this.row());
      await this.insert(rows);
      this.written += rows.length;
    }
  }

  private row(): Row {
    const { random } = this;
    const [field, subject] = random.commonly(FIELDS);
    const type = random.commonly<Kind>(['scholarship', 'program', 'competition', 'internship']);
    const family = this.familyName();
    const sentences = Array.from({ length: 4 + random.below(4) }, () => random.evenly(SENTENCES));
    const isOfOneState = random.below(3) === 0;
    return {
      type,
      name: `${family} ${random.commonly(QUALITIES)} ${subject} ${random.commonly(KINDS[type])}`,
      organization: `${this.familyName()} ${random.evenly(['Foundation', 'Society', 'Institute'])}`,
      description: sentences
        .join(' ')
        .replaceAll('{field}', subject.toLowerCase())
        .replaceAll('{name}', family),
      cents: random.below(5) === 0 ? null : 50_000 * (1 + random.below(40)),
      days: random.below(4) === 0 ? null : random.below(2 * DAYS_AROUND) - DAYS_AROUND,
      eligibility: `Students of ${subject.toLowerCase()} with a GPA of 3.0 or higher.`,
      grades: random.below(2) === 0 ? null : [11, 12],
      states: isOfOneState ? [random.commonly(STATES)] : null,
      fields: random.below(4) === 0 ? null : [field],
      isClosed: random.below(20) === 0,
    };
  }

  /** One of some twenty thousand. */
  private familyName(): string {
    const parts = Array.from({ length: 3 + this.random.below(2) }, () =>
      this.random.evenly(SYLLABLES),
    ).join('');
    return `${parts.charAt(0).toUpperCase()}${parts.slice(1)}`;
  }

  private async insert(rows: readonly Row[]): Promise<void> {
    await this.pool.query(
      `INSERT INTO opportunities (source_key, content_hash, type, name, organization, description,
                                  amount_cents_min, amount_cents_max, deadline, eligibility, grades,
                                  states, fields, is_closed, source_name, source_url, seen_on)
       SELECT 'bench:' || ($2::integer + place), 'none', row ->> 'type', row ->> 'name',
              row ->> 'organization', row ->> 'description', (row ->> 'cents')::integer,
              (row ->> 'cents')::integer, current_date + (row ->> 'days')::integer,
              row ->> 'eligibility',
              CASE WHEN row -> 'grades' <> 'null' THEN
                ARRAY(SELECT jsonb_array_elements_text(row -> 'grades')::integer) END,
              CASE WHEN row -> 'states' <> 'null' THEN
                ARRAY(SELECT jsonb_array_elements_text(row -> 'states')) END,
              CASE WHEN row -> 'fields' <> 'null' THEN
                ARRAY(SELECT jsonb_array_elements_text(row -> 'fields')) END,
              (row ->> 'isClosed')::boolean, 'bench', 'https://example.com/' || place, current_date
       FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS written (row, place)`,
      [JSON.stringify(rows), this.written],
    );
  }
}
