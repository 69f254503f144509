import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Page, Slice } from '../../kernel/page';
import { type Payment, PaymentsRepository } from './payments.repository';

/** What people paid. */
@Injectable()
export class PaymentHistory {
  constructor(private readonly payments: PaymentsRepository) {}

  /** The actor's own, the newest first. */
  listOwn(actor: Actor, slice: Slice): Promise<Page<Payment>> {
    return this.payments.listOf(actor.userId, slice);
  }
}
