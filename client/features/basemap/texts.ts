export const basemapTexts = {
  zh: {
    'basemap.title': '底图',
  },
  en: {
    'basemap.title': 'Basemap',
  },
};
