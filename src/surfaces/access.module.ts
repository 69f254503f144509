import { Global, Module } from '@nestjs/common';
import { ApiKeysModule } from '../domain/api-keys/api-keys.module';
import { AuthModule } from '../domain/auth/auth.module';
import { KeyBearers } from './key-bearers';

/** What the guard of every surface needs to find out who is calling. */
@Global()
@Module({
  imports: [ApiKeysModule, AuthModule],
  providers: [KeyBearers],
  exports: [ApiKeysModule, AuthModule, KeyBearers],
})
export class AccessModule {}
