import type { DemoAccount } from '../domain/demo/demo-accounts';

/** Where a started Trellis is found. */
interface Whereabouts {
  readonly url: string;
  /** The folder of mails that were not sent over a mail server. */
  readonly mailbox: string;
}

/** What the quickstart prints: where things are, who may sign in, and a tour to paste. */
export function tour(
  { url, mailbox }: Whereabouts,
  accounts: readonly DemoAccount[],
  contentItemId: number,
): string {
  const student = accounts.find((account) => account.role === 'STUDENT');
  const coach = accounts.find((account) => account.role === 'COACH');
  const admin = accounts.find((account) => account.role === 'PLATFORM_ADMIN');
  if (student === undefined || coach === undefined || admin === undefined) {
    throw new Error('The demo has no student, no coach, or no platform admin.');
  }
  const signIn = ({ email, password }: DemoAccount): string => JSON.stringify({ email, password });
  return `
Trellis is ready.

  API            ${url}/api/v1  (learning)   ${url}/api  (coaching)   ${url}/v1  (developer)
  Swagger UI     ${url}/docs
  ReDoc          ${url}/redoc
  Events         ${url}/asyncapi.json  (over sockets, at /ws/<client> and /socket.io)
  Health         ${url}/health/ready
  Mail           ${mailbox}  (a file for each, until a mail server is set)

Accounts
${accounts.map(({ email, password }) => `${email}  ${password}`).join('\n')}

A tour: paste what follows into another terminal, all at once or line by line.

API=${url}/api/v1
TOKEN=$(curl -s $API/auth/login -H 'Content-Type: application/json' -d '${signIn(student)}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -s $API/users/me -H "Authorization: Bearer $TOKEN"; echo
curl -s "$API/courses/?limit=5" -H "Authorization: Bearer $TOKEN"; echo
SESSION=$(curl -s $API/chat/sessions -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"content_item_id": ${contentItemId}}' | sed 's/^{"id":\\([0-9]*\\).*/\\1/')
curl -sN -X POST $API/chat/sessions/$SESSION/greeting -H "Authorization: Bearer $TOKEN"
curl -sN $API/chat/sessions/$SESSION/messages -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"content": "{\\"questionId\\": 1, \\"answer\\": \\"A\\"}"}'
curl -sN $API/chat/sessions/$SESSION/messages -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"content": "What is an algorithm?"}'
curl -s $API/chat/sessions/$SESSION -H "Authorization: Bearer $TOKEN"; echo

# Run the lines from SESSION= on again: the greeting and the first answer now come from the reply cache.

# What a coach sees: their students, an assessment, a plan.

COACHING=${url}/api
COACH=$(curl -s $COACHING/auth/login -H 'Content-Type: application/json' -d '${signIn(coach)}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -s $COACHING/coach/students -H "Authorization: Bearer $COACH"; echo
curl -s $COACHING/agents/assess/profile -H "Authorization: Bearer $COACH" -H 'Content-Type: application/json' -d '{"student_id": "${student.uuid}"}'; echo
curl -s $COACHING/agents/generate/gameplan -H "Authorization: Bearer $COACH" -H 'Content-Type: application/json' -d '{"student_id": "${student.uuid}", "timeline_months": 6}'; echo

# What a program does: the student makes a key; with it the program reads who that is and what they have to do, and asks a question.

DEVELOPER=${url}/v1
KEY=$(curl -s $DEVELOPER/api-keys -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"name": "The tour", "permissions": ["read:user", "read:tasks", "use:ai"]}' | sed 's/.*"key":"\\([^"]*\\)".*/\\1/')
curl -s $DEVELOPER/user/profile -H "Authorization: Bearer $KEY"; echo
curl -s "$DEVELOPER/tasks?per_page=3" -H "Authorization: Bearer $KEY"; echo
curl -s $DEVELOPER/ai/completions -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -H 'Idempotency-Key: the-tour' -d '{"messages": [{"role": "user", "content": "What is an algorithm?"}]}'; echo

# What a platform admin sees: reports on what people did so far, the last one as CSV.

ADMIN=$(curl -s $API/auth/login -H 'Content-Type: application/json' -d '${signIn(admin)}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -s $API/admin/analytics/engagement -H "Authorization: Bearer $ADMIN"; echo
curl -s $API/admin/analytics/cache -H "Authorization: Bearer $ADMIN"; echo
curl -s $API/admin/analytics/overview.csv -H "Authorization: Bearer $ADMIN"

# A lost password: the mail about it lies in the mailbox, with a link to choose a new one.

MAILBOX='${mailbox}'
curl -s $COACHING/auth/forgot-password -H 'Content-Type: application/json' -d '{"email": "${student.email}"}'; echo
sleep 2; grep -h '^Subject:' "$MAILBOX"/*.eml

Press Ctrl-C here to stop; PostgreSQL stops with it.
`;
}
