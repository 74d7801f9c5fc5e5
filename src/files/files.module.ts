import { fileURLToPath } from 'node:url';
import { Module } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { DiskFileStore } from './disk-file-store.js';
import { FileStore } from './file-store.js';
import { SealedFiles } from './sealed-files.js';

@Module({
  providers: [
    { provide: FileStore, inject: [ENV], useFactory: (env: Env) => openFileStore(env.storageUrl) },
    SealedFiles,
  ],
  exports: [FileStore, SealedFiles],
})
export class FilesModule {}

/** @throws Error, one line, when no driver knows the address */
export function openFileStore(storageUrl: string): FileStore {
  const url = new URL(storageUrl);
  if (url.protocol !== 'file:')
    throw new Error('Configuration: STORAGE_URL: only file: addresses can be opened');
  return new DiskFileStore(fileURLToPath(url));
}
