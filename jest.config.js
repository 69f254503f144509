/** Small tests live beside the code; the others in test/, by how much of the house they start. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  setupFiles: ['reflect-metadata'],
  reporters: ['default', '<rootDir>/test/support/closing-line-reporter.cjs'],
  testTimeout: 120_000,
  maxWorkers: 2,
  // What ESM packages load stays in a worker's memory after its test: a worker that holds much is
  // replaced before the next one, or the run slows down and ends for lack of memory.
  workerIdleMemoryLimit: '1500MB',
};
