import { Injectable } from '@nestjs/common';
import type { Entitled, EntitlementTerms } from './entitlement';
import { EntitlementsRepository } from './entitlements.repository';

/** How long a process may go by what it read, in milliseconds. */
const FRESH_MS = 4_000;
const MOST_REMEMBERED = 10_000;

/** What people may use beyond what everybody may. Takes effect everywhere within 5 seconds. */
@Injectable()
export class Entitlements {
  private readonly remembered = new Map<number, { until: number; entitled: Promise<Entitled> }>();

  constructor(private readonly entitlements: EntitlementsRepository) {}

  /** Everything that a person is entitled to, at most 5 seconds old. Don't call it in a transaction. */
  of(userId: number): Promise<Entitled> {
    const now = performance.now();
    const known = this.remembered.get(userId);
    if (known !== undefined && known.until > now) return known.entitled;
    const entitled = this.entitlements.of(userId);
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    this.remembered.set(userId, { until: now + FRESH_MS, entitled });
    entitled.catch(() => this.forget(userId));
    return entitled;
  }

  /** Whether a person may take a course: one that nobody sells, or that they are entitled to. */
  mayTake(userId: number, courseId: number): Promise<boolean> {
    return this.entitlements.mayTake(userId, courseId);
  }

  /**
   * Makes these the only entitlements of a source. Part of the transaction around it; call
   * {@link forget} when it is through.
   */
  async replace(userId: number, source: string, terms: readonly EntitlementTerms[]): Promise<void> {
    await this.entitlements.deleteOthers(userId, source, terms);
    for (const one of terms) await this.entitlements.save(userId, source, one);
  }

  /** Takes away everything that was paid for. */
  async endPaid(userId: number): Promise<void> {
    await this.entitlements.deletePaid(userId);
    this.forget(userId);
  }

  /** Reads anew at the next question, in this process. */
  forget(userId: number): void {
    this.remembered.delete(userId);
  }
}
