import { Controller, Get, NotFoundException, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { replyWith } from '../files/file.reply.js';
import { MessageFilesService } from './message-files.service.js';

/** Downloads by link: no sign-in travels with them, the link says for whom it was made. */
@Controller('message-files')
export class MessageFilesController {
  constructor(private readonly files: MessageFilesService) {}

  @Get(':id/file')
  async file(
    @Param('id') id: string,
    @Query('link') link: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.files.open({ id, link }, Date.now());
    if (!file) throw new NotFoundException();
    replyWith(reply, file);
  }
}
