import type { StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import { addProtocol, Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Bounds } from '../../shared/geo.ts';
import type { Basemap } from '../../shared/map.ts';
import type { Camera } from '../url/camera.ts';
import { type Padding, withMargin } from './mapStore.ts';

setWorkerUrl(workerUrl);

const chineseFonts = '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** Closer than this a few houses fill the screen and say nothing of where they stand. */
const closestHome = 18;

type Start = {
  container: HTMLElement;
  style: StyleSpecification;
  camera: Camera | null;
  /** What to look at when no camera is given. */
  bounds: Bounds | null;
  padding: Padding;
  basemap: Basemap | null;
  /** Name of the map for those who cannot see it. */
  label: string;
};

/** The MapLibre map in its container, with Chinese drawn from the system's own fonts. */
export async function createMap(start: Start): Promise<MapLibreMap> {
  if (start.basemap?.kind === 'pmtiles') await readPmtiles();
  const map = new MapLibreMap({
    container: start.container,
    style: start.style,
    localIdeographFontFamily: chineseFonts,
    attributionControl: false,
    // A label that fades in keeps the map drawing, which costs slow machines whole frames.
    fadeDuration: 0,
    maxPitch: 70,
    minZoom: 3,
    maxZoom: 21,
    locale: { 'Map.Title': start.label },
    ...firstView(start),
  });
  map.touchZoomRotate.enable();
  return map;
}

function firstView({ camera, bounds, padding }: Start) {
  if (camera) {
    return { center: camera.position, zoom: camera.zoom, bearing: camera.bearing, pitch: camera.pitch };
  }
  if (!bounds) return { center: [104, 36] as [number, number], zoom: 3.5 };
  return { bounds, fitBoundsOptions: { padding: withMargin(padding), maxZoom: closestHome } };
}

/** Lets a raster background come out of one PMTiles file; fetched only where one is configured. */
async function readPmtiles(): Promise<void> {
  const { Protocol } = await import('pmtiles');
  const protocol = new Protocol();
  addProtocol('pmtiles', protocol.tile);
}
