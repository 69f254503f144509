/** Lets plain Node load this repository's TypeScript as it is built, for processes that a test kills. */
const { resolve } = require('node:path');
const { transformFileSync } = require('@swc/core');

const ROOT = resolve(__dirname, '../../..');

require.extensions['.ts'] = (module, file) => {
  module['_compile'](transformFileSync(file, { cwd: ROOT, sourceMaps: false }).code, file);
};
