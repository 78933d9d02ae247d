export const layersTexts = {
  zh: {
    'layers.title': '图层',
  },
  en: {
    'layers.title': 'Layers',
  },
};
