// The bounds that inputs of this module share.
import { z } from 'zod';

export const text = (max: number) => z.string().trim().min(1).max(max);

export const reasonCheck = text(500);
export const searchCheck = text(200);
export const industryCheck = text(80);
export const placeCheck = text(200);
export const urlCheck = z.url({ protocol: /^https$/, normalize: true }).max(500);
