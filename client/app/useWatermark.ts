import { useEffect, useState } from 'react';
import { useMe } from '../api/me.ts';
import { useTheme } from './theme.ts';

const tile = { width: 320, height: 200 };

/**
 * Lays who looks and when, faintly, over everything: screen, dialogs and prints. `page.css` draws it from the variable set
 * here; it takes no clicks. The county can do without it.
 */
export function useWatermark(): void {
  const { displayName, settings } = useMe();
  const { isDark } = useTheme().tokens;
  const minute = useMinute();
  const text = settings.watermark ? `${displayName} ${minute}` : null;
  useEffect(() => {
    const root = document.documentElement;
    if (text === null) return;
    root.style.setProperty('--watermark', `url("data:image/svg+xml,${encodeURIComponent(drawing(text, isDark))}")`);
    root.style.setProperty(
      '--watermark-print',
      `url("data:image/svg+xml,${encodeURIComponent(drawing(text, false))}")`,
    );
    return () => {
      root.style.removeProperty('--watermark');
      root.style.removeProperty('--watermark-print');
    };
  }, [text, isDark]);
}

/** `2026-11-23 09:41`, kept up to date. */
function useMinute(): string {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} ` +
    `${two(now.getHours())}:${two(now.getMinutes())}`
  );
}

function drawing(text: string, isDark: boolean): string {
  const { width, height } = tile;
  const safe = text.replace(/[<>&"]/g, ' ');
  const words = [
    [width * 0.25, height * 0.3],
    [width * 0.75, height * 0.8],
  ].map(
    ([x = 0, y = 0]) =>
      `<text x="${x}" y="${y}" text-anchor="middle" transform="rotate(-20 ${x} ${y})" font-size="13" ` +
      `font-family="sans-serif" fill="${isDark ? '#fff' : '#000'}" fill-opacity="0.06">${safe}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${words.join('')}</svg>`;
}
