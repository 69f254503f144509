/** The ids that examples show; the same wherever one is meant. */
export const EXAMPLES = {
  student: '123e4567-e89b-12d3-a456-426614174000',
  coach: '0198c0de-7e57-4abc-8def-000000000001',
  run: '0198c0de-7e57-4abc-8def-0123456789ab',
  task: '0198c0de-7e57-4abc-8def-000000000002',
  document: '0198c0de-7e57-4abc-8def-000000000003',
  session: '0198c0de-7e57-4abc-8def-000000000004',
  other: '0198c0de-7e57-4abc-8def-000000000005',
} as const;
