// What the texts and numbers of a situation have to be.
import { z } from 'zod';

export const text = (max: number) => z.string().trim().min(1).max(max);
export const whole = (min: number, max: number) => z.number().min(min).max(max);
