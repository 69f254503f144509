import { z } from 'zod';

/** Something that was found by rule, with the sentence that says it where no model writes. */
export interface Finding {
  /** Unique within a run, e.g. `strength:rigour`. */
  readonly key: string;
  readonly text: string;
  /** The ids of the evidence that it rests on. */
  readonly evidence: readonly string[];
}

/** Nobody can promise an admission: words that do are refused with all the rest. */
const PROMISES =
  /\bguarantee|\b(?:admission|acceptance)\b[^.]{0,40}\b(?:certain|assured|sure|secured)\b|\b(?:certain|sure) to (?:be (?:admitted|accepted)|get in)\b|\bwill (?:certainly|definitely|surely) (?:be (?:admitted|accepted)|get in)\b/i;

function prose(longest: number) {
  return z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => !PROMISES.test(text), 'promises an admission');
}

/**
 * Prose about findings: another sentence for each, by its key. What is found is settled: a key of
 * another name adds nothing, and a finding without a sentence keeps its own.
 */
export const FINDING_WORDS = z.strictObject({
  summary: prose(1_200),
  findings: z
    .array(
      z.strictObject({
        key: z.string().max(100),
        text: prose(300),
        evidence: z.array(z.string()).max(30),
      }),
    )
    .max(200),
});

/** The words of {@link FINDING_WORDS}. */
export type FindingWords = z.infer<typeof FINDING_WORDS>;

/** The words of findings as the rules wrote them. */
export function plainWords(summary: string, findings: readonly Finding[]): FindingWords {
  return {
    summary,
    findings: findings.map(({ key, text, evidence }) => ({ key, text, evidence: [...evidence] })),
  };
}

/** The ids of all evidence that the words cite. */
export function evidenceCitedBy({ findings }: FindingWords): string[] {
  return findings.flatMap(({ evidence }) => evidence);
}

/**
 * What is said about a finding. Another sentence counts only while it cites nothing but what the
 * finding rests on.
 */
export function saidAbout(finding: Finding, words: FindingWords): string {
  const written = words.findings.find(({ key }) => key === finding.key);
  if (written === undefined) return finding.text;
  const isGrounded = written.evidence.every((id) => finding.evidence.includes(id));
  return isGrounded ? written.text : finding.text;
}
