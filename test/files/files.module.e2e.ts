import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ENV } from '../../src/config/env.js';
import { DataKeys } from '../../src/db/data-keys.js';
import { Db } from '../../src/db/db.js';
import { DiskFileStore } from '../../src/files/disk-file-store.js';
import { FileStore } from '../../src/files/file-store.js';
import { FilesModule } from '../../src/files/files.module.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { Mailer } from '../../src/mail/mailer.js';

const env = { smtpUrl: 'smtp://127.0.0.1:1', mailFrom: 'a@example.com', storageUrl: 'file:///nonexistent' };

@Global()
@Module({
  providers: [
    { provide: ENV, useValue: env },
    { provide: Db, useValue: null },
    { provide: DataKeys, useValue: null },
  ],
  exports: [ENV, Db, DataKeys],
})
class TestKernelModule {}

@Module({ imports: [TestKernelModule, MailModule, FilesModule] })
class TestModule {}

describe('the modules for mail and files', () => {
  it('offer a mailer and a file store made from the environment', async () => {
    const app = await NestFactory.createApplicationContext(TestModule, { logger: false });
    expect(app.get(Mailer)).toBeInstanceOf(Mailer);
    expect(app.get(FileStore)).toBeInstanceOf(DiskFileStore);
    await app.close();
  });
});
