import type { Band } from './readiness-score';

/** What a college would cost a family of this income in a year. */
export type Affordability = {
  readonly incomeBand: string | null;
  readonly netPrice: number | null;
  readonly year: number | null;
  readonly source: string | null;
  readonly reason: string | null;
};

/** How ready a student is for one college. */
export type CollegeReadiness = {
  /** The name that was asked for. */
  readonly asked: string;
  readonly unitid: number;
  readonly name: string;
  readonly score: number | null;
  readonly reason: string | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly band: Band | null;
  readonly strengths: readonly string[];
  readonly gaps: readonly string[];
  readonly affordability: Affordability;
};

/** What an assessment of readiness ends with. */
export type ReadinessResult = {
  readonly overall: number | null;
  readonly overallReason: string | null;
  readonly colleges: readonly CollegeReadiness[];
  readonly unknownColleges: readonly {
    readonly name: string;
    readonly isAmbiguous: boolean;
    readonly suggestions: readonly string[];
  }[];
  readonly actions: readonly {
    readonly priority: string;
    readonly action: string;
    readonly timeline: string;
    readonly dueOn: string;
  }[];
  readonly summary: string;
  readonly missing: readonly string[];
  readonly confidence: number;
};
