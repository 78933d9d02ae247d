import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const day = 24 * 60 * 60;

/** Served by the same server in the end; while developing, data comes from a server running beside. */
const dataServer = {
  target: process.env.CUNTU_SERVER ?? 'http://localhost:8080',
  // The server takes nothing that a page of another origin sent, so it has to be told which this one is.
  changeOrigin: false,
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [
    react(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: '村图 · 一村一图',
        short_name: '村图',
        description: '村级治理地图',
        lang: 'zh-CN',
        start_url: '/',
        display: 'standalone',
        background_color: '#F6F5F2',
        theme_color: '#0F766E',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,mjs,css,html,svg,png}'],
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
        navigateFallbackDenylist: [/^\/(api|trpc|tiles|columns|live|health|basemap\.pmtiles)/],
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        // Dossiers, search and whatever else is personal go by POST and are not kept here; what is, goes with the sign-out.
        runtimeCaching: [
          {
            // The version stands in the address, so a kept tile is never out of date.
            urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/tiles/'),
            handler: 'CacheFirst',
            options: {
              cacheName: 'tiles',
              cacheableResponse: { statuses: [200, 204] },
              expiration: { maxEntries: 3000, maxAgeSeconds: 60 * day, purgeOnQuotaError: true },
            },
          },
          {
            urlPattern: ({ url, sameOrigin }) =>
              sameOrigin && url.pathname.startsWith('/columns/') && !url.searchParams.has('since'),
            handler: 'NetworkFirst',
            options: {
              cacheName: 'columns',
              networkTimeoutSeconds: 8,
              expiration: { maxEntries: 60, maxAgeSeconds: 30 * day },
            },
          },
          {
            urlPattern: ({ url, sameOrigin }) =>
              sameOrigin && /^\/trpc\/(me\.get|map\.describe|zone\.list)$/.test(url.pathname),
            handler: 'NetworkFirst',
            options: {
              cacheName: 'map',
              networkTimeoutSeconds: 8,
              expiration: { maxEntries: 30, maxAgeSeconds: 30 * day },
            },
          },
        ],
      },
    }),
  ],
  // MapLibre brings its own module worker, which pre-bundling would tear from it.
  optimizeDeps: { exclude: ['maplibre-gl'] },
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
  },
  server: {
    proxy: {
      '^/api/auth/': dataServer,
      '/trpc': dataServer,
      '/tiles': dataServer,
      '/columns': dataServer,
      '/live': dataServer,
      '/basemap.pmtiles': dataServer,
    },
  },
});
