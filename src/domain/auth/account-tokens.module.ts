import { Module } from '@nestjs/common';
import { AccountTokensRepository } from './account-tokens.repository';
import { AccountTokens } from './account-tokens.service';

/** Tokens from mails. Apart from signing in, because mails are written with them. */
@Module({ providers: [AccountTokens, AccountTokensRepository], exports: [AccountTokens] })
export class AccountTokensModule {}
