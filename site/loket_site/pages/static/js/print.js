(function(place){
place.hidden=false;
place.onclick=function(){print()}
})(document.getElementById("cetak"))
