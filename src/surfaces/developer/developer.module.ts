import { Module } from '@nestjs/common';

/** The developer contract. Its keys and routes come with their own issue; its errors speak already. */
@Module({})
export class DeveloperModule {}
