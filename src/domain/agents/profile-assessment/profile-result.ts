/** What the assessment of a profile ends with. */
export type ProfileResult = {
  readonly traits: readonly {
    readonly trait: string;
    readonly confidence: number;
    readonly evidence: readonly string[];
  }[];
  readonly learningStyle: string | null;
  readonly learningStyleReason: string | null;
  readonly communication: {
    readonly preferredMedium: string | null;
    readonly responseTime: string | null;
    readonly tone: string | null;
  };
  readonly strengths: readonly string[];
  readonly areasForImprovement: readonly string[];
  readonly recommendations: readonly string[];
  readonly mobilityScore: number | null;
  readonly mobilityScoreReason: string | null;
  readonly mobilityScoreLabel: string;
  readonly summary: string;
  readonly missing: readonly string[];
  readonly confidence: number;
  readonly unknownColleges: readonly {
    readonly name: string;
    readonly isAmbiguous: boolean;
    readonly suggestions: readonly string[];
  }[];
};
