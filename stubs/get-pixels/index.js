// escpos requires get-pixels at load time, and the real one drags in a deprecated HTTP client that turns a file
// name into a network request. The till draws its own rasters, so calling this is always a mistake.
module.exports = () => {
  throw new Error('get-pixels is not available: draw the raster with the receipt compositor');
};
