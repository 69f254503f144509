import { coaching } from './coaching/coaching.surface';
import { openai } from './developer/ai/openai/openai.surface';
import { developer } from './developer/developer.surface';
import { learning } from './learning/learning.surface';
import { operations } from './ops/operations.surface';
import type { Surface } from './surface';

/** The surfaces of an application, and the one that answers for paths nobody claims. */
export interface SurfaceList {
  readonly all: readonly Surface[];
  readonly fallback: Surface;
}

/** Every public contract of Trellis. */
export const SURFACES: SurfaceList = {
  all: [learning, coaching, developer, openai],
  fallback: operations,
};
