// The script a page includes.
document.documentElement.dataset.zuruf = "loaded";
