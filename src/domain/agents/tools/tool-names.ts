import type { AgentName } from '../agent';

/** What each agent is called as a function, and what a model is told that it does. */
export const TOOLS: Readonly<Record<AgentName, { name: string; description: string }>> = {
  'assess/profile': {
    name: 'assess_profile',
    description:
      'Assesses the profile of a student: traits with the words of the record, strengths, gaps and recommendations.',
  },
  'assess/readiness': {
    name: 'assess_readiness',
    description:
      'Assesses how ready a student is for their target colleges: scores with reasons, gaps and dated actions.',
  },
  'detect/crisis': {
    name: 'detect_crisis',
    description:
      'Looks for signs of a crisis in a text that a student wrote. A first look and no diagnosis; those who look after the student are alerted where signs are found.',
  },
  'find/opportunities': {
    name: 'find_opportunities',
    description:
      'Finds scholarships, programmes and other opportunities that a student can apply to, by match and amount.',
  },
  'generate/gameplan': {
    name: 'generate_gameplan',
    description:
      'Plans the coming months of a student: goals, and tasks that fit their hours and deadlines. Kept as a version.',
  },
  'intervention/recommend': {
    name: 'recommend_intervention',
    description:
      'Recommends what to do for a student in trouble: strategies, messages and what to expect.',
  },
};

/** `minAmount` as programs write it: `min_amount`. Only what is written like that is changed. */
export function snakeCase(name: string): string {
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) return name;
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
