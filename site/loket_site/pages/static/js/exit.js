(function(d,count,last){
var link=d.querySelector(".keluar");
function leave(){
d.documentElement.hidden=true;
d.title="Cuaca";
for(var f of d.forms)f.reset();
location.replace(link.href);
return false
}
link.onclick=leave;
d.onkeydown=function(e){
if(e.repeat)return;
count=e.key!="Shift"?0:e.timeStamp-last<5e3?count+1:1;
last=e.timeStamp;
if(count>2)leave()
}
})(document,0,0)
