import type { Reply } from './http-client';

/** A form with a file of people. */
export interface RosterForm {
  readonly token: string;
  readonly bytes: string | Uint8Array;
  readonly fields?: Readonly<Record<string, string>>;
  readonly name?: string;
}

/**
 * Sends a file of people to be imported.
 *
 * @param baseUrl of the coaching contract, e.g. `http://127.0.0.1:8000/api`.
 */
export async function sendRoster(baseUrl: string, sent: RosterForm): Promise<Reply> {
  const form = new FormData();
  for (const [field, value] of Object.entries(sent.fields ?? {})) form.set(field, value);
  form.set('file', new Blob([Buffer.from(sent.bytes as Uint8Array)]), sent.name ?? 'users.csv');
  const response = await fetch(`${baseUrl}/admin/users/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sent.token}` },
    body: form,
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

/** A file of so many people with an address, a name, a role, a phone number and a grade each. */
export function rosterOf(
  count: number,
  domain: string,
  faultAt: (place: number) => boolean = () => false,
): string {
  const rows = Array.from({ length: count }, (_, place) => {
    const phone = faultAt(place) ? '12' : `(206) 555-${String(place % 10_000).padStart(4, '0')}`;
    return `person${place}@${domain},Person ${place},student,${phone},${9 + (place % 4)}`;
  });
  return ['email,name,role,phone,grade', ...rows, ''].join('\n');
}
