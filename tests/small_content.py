"""The smallest content that has nothing to remark, and what is said when a file of it changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from loket_site.content.loading import inspect

OFFICE = """\
nama = "Dinas Contoh"
nama_singkat = "Contoh"
pemerintah = "Kabupaten Contoh"
alamat = "Jalan Rekaan No. 1"
telepon = "(0286) 555012"
email = "kantor@contoh.example"
keluar = "https://cuaca.example/"
jam = "Senin"
darurat = [{ nomor = "110", nama = "Polisi" }]
"""

SERVICE = """\
+++
nomor = 1
judul = "Layanan contoh"
ringkas = "Contoh."
sk = "1"
dipastikan = true
persyaratan = ["KTP."]
prosedur = ["Datang."]
waktu = { angka = 1, satuan = "hari" }
biaya = { gratis = true }
produk = ["Surat"]
formulir = ["saran"]
+++
Isi layanan.
"""

FORM = """\
kode = "saran"
versi = 1
judul = "Kirim saran"
pengantar = "Tulis saran Anda."
jenis = "saran"
simpan = "2 tahun"
simpan_dipastikan = true
privasi = { dasar = "a", tujuan = "b", data = "c", hak = "d" }

[[bagian]]
judul = "Saran"

[[bagian.pertanyaan]]
id = "identitas"
jenis = "pilih-satu"
label = "Nama?"
bawaan = "rahasia"
pilihan = ["rahasia | Rahasiakan", "terbuka | Boleh", "tanpa | Tanpa nama"]
"""

PAGE = """\
+++
judul = "Halaman"
ringkas = "Contoh."
urutan = 1
+++
Isi halaman.
"""

WHOLE: Mapping[str, str] = {
    "kantor.toml": OFFICE,
    "tenggat.toml": "",
    "layanan/satu.md": SERVICE,
    "formulir/saran.toml": FORM,
    "halaman/contoh.md": PAGE,
}
"""The smallest content without a remark."""


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def remarks(folder: Path, files: Mapping[str, str | bytes]) -> list[str]:
    """What is said about the smallest content with these files in place of its own."""
    return [str(problem) for problem in inspect(write(folder, {**WHOLE, **files})).problems]
