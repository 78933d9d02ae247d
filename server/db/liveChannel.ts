/** The channel on which triggers tell by NOTIFY what a transaction changed. */
export const liveChannel = 'cuntu_live';
