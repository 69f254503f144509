/**
 * The services of Trellis on a database, told what to do line by line: `{"id", "userId",
 * "operation"}` or `{"id", "day"}`. Answers each by `{"id", "outcome"}`; the first line is
 * `{"ready": true}`. Usage: node -r ./typescript.js serve-operations.js <database url> <data folder> <secret>
 */
const { createInterface } = require('node:readline');
const { configurationFrom } = require('../../../src/platform/config/configuration');
const { startTrellis } = require('../../../src/start');
const { PointsDesk } = require('./points-desk');

const [, , databaseUrl, dataFolder, secret] = process.argv;
const answer = (words) => process.stdout.write(`${JSON.stringify(words)}\n`);

async function serve() {
  const configuration = configurationFrom({
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: '6',
    DATA_FOLDER: dataFolder,
    TRELLIS_SECRET: secret,
    LOG_LEVEL: 'warn',
  });
  const { app } = await startTrellis(configuration, { surfaces: false, jobs: false });
  const desk = PointsDesk.of({ get: (token) => app.get(token, { strict: false }) });
  createInterface({ input: process.stdin }).on('line', (line) => {
    const { id, day, userId, operation } = JSON.parse(line);
    if (day !== undefined) desk.setDay(day);
    const done = day === undefined ? desk.perform(userId, operation) : desk.accrue();
    done.then(
      (outcome = 'done') => answer({ id, outcome }),
      (error) => answer({ id, outcome: String(error) }),
    );
  });
  answer({ ready: true });
}

serve().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
