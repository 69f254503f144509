import { Global, Module } from '@nestjs/common';
import { AuthModule } from '../domain/auth/auth.module';

/** What the guard of every surface needs to find out who is calling. */
@Global()
@Module({ imports: [AuthModule], exports: [AuthModule] })
export class AccessModule {}
