addEventListener("pagehide",function(){for(var f of document.forms)f.reset()})
