import { Global, Module } from '@nestjs/common';
import { AuthModule } from '../domain/auth/auth.module';
import { AccessTokenStrategy } from './access-token.strategy';

/** What the guard of every surface needs to find out who is calling. */
@Global()
@Module({
  imports: [AuthModule],
  providers: [AccessTokenStrategy],
  exports: [AccessTokenStrategy],
})
export class AccessModule {}
