document.getElementById("ringkas").focus()
