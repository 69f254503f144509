import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { pythonStrings } from './python-strings';

/** What one person wrote, and what is known of them. */
export interface LabelledCase {
  readonly label: string;
  readonly texts: readonly string[];
}

/** The collections that the evaluation runs on; empty where a file is absent. */
export interface EvaluationData {
  /** Labels Supportive, Indicator, Ideation, Behavior, Attempt. */
  readonly columbiaScale: readonly LabelledCase[];
  /** Everyday comments: all of them count as no crisis. */
  readonly everyday: readonly LabelledCase[];
  /** Harmless prompts with words that sound dangerous (label safe), and their opposites. */
  readonly prompts: readonly LabelledCase[];
  readonly stress: readonly LabelledCase[];
  readonly counselling: readonly LabelledCase[];
  /** Labels crisis and no crisis. */
  readonly students: readonly LabelledCase[];
}

type Row = Readonly<Record<string, string>>;

interface Scenario {
  readonly is_crisis: boolean;
  readonly turns: readonly { readonly role: string; readonly content: string }[];
}

/** Reads the collections of a folder. Their texts are kept in memory only. */
export function readEvaluationData(folder: string): EvaluationData {
  const table = (name: string): Row[] => {
    const file = join(folder, name);
    return existsSync(file) ? parse<Row>(readFileSync(file), { columns: true, bom: true }) : [];
  };
  return {
    columbiaScale: table('cssrs_500_users.csv').map(({ Label = '', Post = '' }) => ({
      label: Label,
      texts: pythonStrings(Post),
    })),
    everyday: table('goemotions_dev_test.csv').map(({ text = '' }) => one('everyday', text)),
    prompts: table('xstest_prompts.csv').map(({ label = '', prompt = '' }) => one(label, prompt)),
    stress: table('dreaddit_stress.csv').map(({ subreddit = '', text = '' }) =>
      one(subreddit, text),
    ),
    counselling: table('counselchat_questions.csv').map(
      ({ topics = '', questionTitle = '', questionText = '' }) => ({
        label: topics,
        texts: [questionTitle, questionText],
      }),
    ),
    students: scenarios(join(folder, 'ugm_aicare_student_conversations.json')),
  };
}

/** The same from one file of made-up texts, by the names of {@link EvaluationData}. */
export function readSample(file: string): EvaluationData {
  return JSON.parse(readFileSync(file, 'utf8')) as EvaluationData;
}

function scenarios(file: string): LabelledCase[] {
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, 'utf8')) as Scenario[]).map(({ is_crisis, turns }) => ({
    label: is_crisis ? 'crisis' : 'no crisis',
    texts: turns.filter(({ role }) => role === 'user').map(({ content }) => content),
  }));
}

function one(label: string, text: string): LabelledCase {
  return { label, texts: [text] };
}
