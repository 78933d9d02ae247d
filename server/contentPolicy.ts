import type { Basemap } from '../shared/map.ts';

/** Where the configured background comes from, when it is another machine. */
function basemapSources(basemap: Basemap | null): string[] {
  switch (basemap?.kind) {
    case undefined:
      return [];
    case 'tianditu':
      return ['https://*.tianditu.gov.cn'];
    case 'xyz':
    case 'pmtiles':
      return basemap.url.startsWith('/') ? [] : [new URL(basemap.url).origin];
  }
}

/** What the page may load: this server and the configured background, nothing else. */
export function contentPolicy(basemap: Basemap | null): Record<string, string[]> {
  const background = basemapSources(basemap);
  return {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    'worker-src': ["'self'", 'blob:'],
    // The components write their styles into the page as they are first shown.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:', ...background],
    'connect-src': ["'self'", ...background],
    'font-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'self'"],
  };
}
