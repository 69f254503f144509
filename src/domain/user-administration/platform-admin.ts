import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { Forbidden } from '../../kernel/errors';

/** @throws Forbidden */
export function requirePlatformAdmin(actor: Actor): void {
  if (!isPlatformAdmin(actor)) throw new Forbidden('This is for platform admins only.');
}
