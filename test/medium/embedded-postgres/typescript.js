/** Lets plain Node load this repository's TypeScript, for processes that a test kills. */
const { transformFileSync } = require('@swc/core');

const OPTIONS = {
  swcrc: false,
  jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
  module: { type: 'commonjs' },
};

require.extensions['.ts'] = (module, file) => {
  module._compile(transformFileSync(file, OPTIONS).code, file);
};
