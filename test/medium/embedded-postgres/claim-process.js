/**
 * An application that claims a folder at the given time, says in one line of JSON whether it may
 * have it, and stays. Usage: node claim-process.js <folder> <milliseconds since 1970>
 */
require('./typescript.js');
const { claimFolder } = require('../../../src/platform/database/embedded/folder-claim');

const answer = (words) => process.stdout.write(`${JSON.stringify(words)}\n`);

setInterval(() => undefined, 60_000);
setTimeout(
  () => {
    claimFolder(process.argv[2]).then(
      () => answer({ claimed: true }),
      (error) => answer({ claimed: false, error: error.name, holder: error.pid }),
    );
  },
  Math.max(0, Number(process.argv[3]) - Date.now()),
);
