/** What integrators read first; the tables repeat what docs/developer-api.md explains. */
export const DEVELOPER_DESCRIPTION = `
Build on Trellis with an API key: read who somebody is, follow and finish their tasks, move and
stake their points, and let the tutor's models work for them. A key acts for the person who made it.

## Keys

A signed-in person makes a key at \`POST /v1/api-keys\` and sees it once. Send it with each request as
\`Authorization: Bearer trl_live_…\`, never in an address: keys in a query string are refused.

| Permission | What it opens |
| --- | --- |
| \`read:user\` | the profile |
| \`read:tasks\` | tasks and what was handed in for them |
| \`write:tasks\` | create, change, submit and withdraw tasks |
| \`read:staking\` | points, statements and stakes |
| \`write:staking\` | stake, unstake and claim |
| \`use:ai\` | models, completions and the agents |

## Replies

Every reply is JSON: \`{"success": true, "data": …}\`, lists with \`meta.pagination\`. Every error, also of
an address that does not exist, is \`{"success": false, "error": {"code", "message", "details"}}\`; with
\`Accept: application/problem+json\` it comes as problem details (RFC 9457). Tell errors apart by \`code\`:
messages may change. Times are UTC, points are whole numbers, ids are opaque texts such as \`usr_…\`.

## Once only

Give every POST an \`Idempotency-Key\` and repeat the request as often as the network makes you: it is
carried out once, and for 24 hours each repetition is answered as the first was, with
\`Idempotent-Replayed: true\`.

## Reading often

Each GET has an \`ETag\`. Send it back as \`If-None-Match\`, and 304 without a body tells that nothing
changed.

## Limits

Free: 60 requests a minute, bursts of 100. Pro: 300 and 500. Enterprise: 1000 and 2000. Each reply
says how much is left; 429 says with \`Retry-After\` when to come back.
`.trim();

/** The chapters of the document, in the order in which one needs them. */
export const DEVELOPER_TAGS = [
  {
    name: 'API keys',
    description: 'Make, rename, rotate and revoke keys. For people, not for keys.',
  },
  { name: 'User', description: 'The person that a key belongs to.' },
  { name: 'Tasks', description: 'What a student has to do: find it, hand it in, see it judged.' },
  { name: 'Points', description: 'What a student earned, entry by entry.' },
  {
    name: 'Staking',
    description: 'Points set aside for a time or for a goal, and what they bring.',
  },
  { name: 'AI', description: 'Models, completions and agents, within the budget of the plan.' },
  {
    name: 'Webhooks',
    description: 'Be told what happened, signed, instead of asking again and again.',
  },
] as const;
