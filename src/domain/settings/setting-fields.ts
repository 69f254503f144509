import { z } from 'zod';
import { isAddress, isOneLine } from '../../platform/mail/mail-address';

/** One line of text. */
export const line = (longest: number) =>
  z
    .string({ error: 'value is not a text' })
    .trim()
    .min(1, 'text must not be empty')
    .max(longest, `text has more than ${longest} characters`)
    .refine(isOneLine, 'text has more than one line');

/** A whole number in a range. */
export const whole = (smallest: number, largest: number) => {
  const error = `value is not a whole number from ${smallest} to ${largest}`;
  return z.int({ error }).min(smallest, error).max(largest, error);
};

/** True or false. */
export const flag = z.boolean({ error: 'value is not true or false' });

/** A mail address. */
export const mailAddress = z
  .string({ error: 'value is not a text' })
  .trim()
  .refine(isAddress, 'value is not a valid email address');

/** A name of the DNS or an address, as a socket takes it: no port, no brackets. */
export const hostName = line(253).regex(
  /^(?:[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*\.?|[0-9a-f:]*:[0-9a-f:.]*)$/i,
  'value is not the name of a host such as smtp.example.com',
);

/** An IANA time zone that this machine and PostgreSQL know, or an offset such as +05:30. */
export const timeZone = line(64).refine((name) => {
  if (/^SystemV\//i.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}, 'value is not a time zone such as Europe/Berlin');

/** What is kept as it is given; only the seal sees it. */
export const secretText = z
  .string({ error: 'value is not a text' })
  .min(1, 'text must not be empty')
  .max(1_024, 'text has more than 1024 characters');
