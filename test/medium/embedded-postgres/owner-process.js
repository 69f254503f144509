/**
 * An application that starts the server of a data folder, says so in one line of JSON, and stays.
 * Usage: node owner-process.js <data folder>
 */
require('./typescript.js');
const {
  startEmbeddedPostgres,
} = require('../../../src/platform/database/embedded/embedded-postgres');

startEmbeddedPostgres({ dataFolder: process.argv[2] }).then(
  ({ url, adopted, notes }) => {
    process.stdout.write(`${JSON.stringify({ url, adopted, notes })}\n`);
    setInterval(() => undefined, 60_000);
  },
  (error) => {
    process.stdout.write(`${JSON.stringify({ error: error.name })}\n`);
    process.exitCode = 1;
  },
);
